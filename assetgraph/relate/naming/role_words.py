"""What productions call the folders that they keep beside others: for what comes in, for work on it, for what goes out.

Data only; names are compared without ordering number and in lower case (folder_names.py).
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum


class Role(StrEnum):
    """What a folder is for that productions keep beside others of its sort."""

    FOOTAGE = "footage"
    SOUND = "sound"
    GRAPHICS = "graphics"
    ASSETS = "assets"
    PAPERS = "papers"
    PROJECT_FILES = "project files"
    EDIT = "edit"
    EFFECTS = "effects"
    OUTPUT = "output"


_ROLE_WORDS = {
    Role.FOOTAGE: "footage,rushes,dailies,camera,cameras,camera originals,originals,raw,raw footage,ocn,ocf,video,"
    "videos,clips,b roll,broll,a roll,plate,plates,scans,media,camera raw,cams,rolls,mags,interviews,source,sources",
    Role.SOUND: "audio,sound,sounds,music,sfx,vo,voiceover,voice over,foley,sound effects,production sound,soundtrack",
    Role.GRAPHICS: "graphics,graphic,gfx,titles,images,photos,pictures,stills,artwork,logos,motion graphics,mograph",
    Role.ASSETS: "assets,elements,models,textures,characters,props,environments,3d assets",
    Role.PAPERS: "documents,docs,script,scripts,paperwork,production documents,storyboard,storyboards,schedule,"
    "reference,references,refs,ref,legal,admin,briefing,brief",
    Role.PROJECT_FILES: "project files,projectfiles,premiere,premiere projects,prproj,avid,avid projects,resolve,"
    "davinci,davinci resolve,after effects,ae,aep,fcp,fcpx,nuke,maya,houdini,blender,c4d,cinema4d,scenes",
    Role.EDIT: "edit,edits,editing,editorial,cut,cuts,reels,timelines,timeline,conform,edl,edls,xml,aaf,offline,online",
    Role.EFFECTS: "comp,comps,compositing,vfx,3d,cg,cgi,animation,anim,lighting,layout,roto,matchmove,grade,grading,"
    "color,colour,color grading,di",
    Role.OUTPUT: "exports,export,renders,render,output,outputs,deliverables,deliverable,delivery,deliveries,masters,"
    "finals,final,finished",
}
_ROLE_WORDS_ELSEWHERE = {
    Role.FOOTAGE: "material,rohmaterial,karten,kamerakarten,cartes,tarjetas,"
    "drehmaterial,bildmaterial,aufnahmen,muster,rushs,tournage,material bruto,"
    "brutos,rodaje,girato,riprese,материал,исходники,съемка,съёмка,素材,原素材,원본,소스",
    Role.SOUND: "ton,töne,musik,geräusche,sprecher,son,sons,musique,bruitages,voix off,sonido,música,musica,"
    "locución,suono,звук,музыка,音声,音楽,音频,音乐,사운드,음악",
    Role.GRAPHICS: "grafik,grafiken,bilder,fotos,titel,graphisme,graphismes,titrage,gráficos,grafismo,fotografías,"
    "grafica,titoli,графика,фото,グラフィック,图形,그래픽",
    Role.PAPERS: "dokumente,unterlagen,drehbuch,drehplan,recherche,scénario,scenario,guion,guión,sceneggiatura,"
    "документы,сценарий,資料,台本,文档",
    Role.PROJECT_FILES: "projektdateien,schnittprojekte,fichiers projet,archivos de proyecto,file di progetto,"
    "файлы проекта,プロジェクトファイル,工程,工程文件",
    Role.EDIT: "schnitt,montage,montages,montaje,edición,montaggio,монтаж,編集,剪辑,편집",
    Role.EFFECTS: "farbkorrektur,lichtbestimmung,étalonnage,effets,corrección de color,efectos,color correction,"
    "effetti,цветокоррекция,эффекты,合成,特效",
    Role.OUTPUT: "ausspielung,ausspielungen,ausgabe,ausgaben,exporte,abgabe,lieferung,lieferungen,master,sendemaster,"
    "livraison,livraisons,livrables,exports finaux,entrega,entregas,exportaciones,consegna,consegne,esportazioni,"
    "экспорт,мастер,готовое,書き出し,完成,完パケ,导出,输出,成片,내보내기",
}
"""The same in German, French, Spanish, Italian, Russian, Japanese, Chinese and Korean."""
ROLES = {
    unicodedata.normalize("NFC", word): role
    for table in (_ROLE_WORDS, _ROLE_WORDS_ELSEWHERE)
    for role, words in table.items()
    for word in words.split(",")
}
"""Name of a folder -> what it is for."""
