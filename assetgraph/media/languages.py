"""Language tags of streams as BCP 47 wants them: the two-letter code where there is one; data only."""

from __future__ import annotations

import re

# ISO 639-2 (bibliographic and terminological codes) -> ISO 639-1, for languages of film and television.
PAIRS = """
    afr=af ara=ar aze=az bel=be bul=bg ben=bn bos=bs cat=ca cze=cs ces=cs wel=cy cym=cy dan=da
    ger=de deu=de gre=el ell=el eng=en epo=eo spa=es est=et baq=eu eus=eu per=fa fas=fa fin=fi
    fre=fr fra=fr gle=ga glg=gl guj=gu heb=he hin=hi hrv=hr hun=hu arm=hy hye=hy ind=id ice=is
    isl=is ita=it jpn=ja geo=ka kat=ka kaz=kk khm=km kan=kn kor=ko kur=ku lat=la ltz=lb lao=lo
    lit=lt lav=lv mac=mk mkd=mk mal=ml mon=mn mar=mr may=ms msa=ms mlt=mt bur=my mya=my nob=nb
    nep=ne dut=nl nld=nl nno=nn nor=no pan=pa pol=pl por=pt rum=ro ron=ro rus=ru sin=si slo=sk
    slk=sk slv=sl som=so alb=sq sqi=sq srp=sr swe=sv swa=sw tam=ta tel=te tha=th tgl=tl tur=tr
    ukr=uk urd=ur uzb=uz vie=vi chi=zh zho=zh zul=zu
"""
SHORT: dict[str, str] = dict(re.findall(r"(\w+)=(\w+)", PAIRS))
NAMES = frozenset(
    """
    english german french spanish italian portuguese brazilian dutch danish swedish norwegian finnish icelandic polish
    czech slovak hungarian romanian bulgarian serbian croatian slovenian greek turkish russian ukrainian arabic hebrew
    persian hindi japanese chinese mandarin cantonese korean thai vietnamese indonesian
    deutsch englisch französisch francais français anglais allemand español espanol castellano italiano italienisch
    português portugues nederlands dansk svenska norsk suomi polski čeština magyar română ελληνικά türkçe русский
    українська العربية עברית 日本語 中文 한국어
    """.split()
)
"""Languages by name, in English and in their own words, as people write them in the names of subtitles."""
NO_LANGUAGE = frozenset(("", "und", "unk", "mis", "zxx", "mul", "xxx"))
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")


def language_tag(said: str | None) -> str | None:
    """The BCP 47 tag for what a container says; None when it says no language."""
    code = (said or "").strip().strip("\0")
    if code.lower() in NO_LANGUAGE or not TAG.match(code):
        return None
    first, dash, rest = code.partition("-")
    return SHORT.get(first.lower(), first.lower()) + dash + rest
