"""Neo4j Browser itself, in a real Chromium: the printed address, a login, the style, the guided tour, a saved query."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from assetgraph import AssetGraph, api
from assetgraph.api.demo import DemoResult
from assetgraph.browser.favourites import FOLDER, favourites, favourites_zip
from assetgraph.browser.links import BrowserLinks
from assetgraph.browser.looks import NODES
from assetgraph.settings import Settings
from tests.conftest import GraphServer

pytestmark = pytest.mark.graph

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE_MS = 20_000
ANSWERED = re.compile("ERROR|ompleted after|Displaying")


@pytest.fixture
def managed(graph_server: GraphServer, cache: Path) -> Settings:
    """Settings under which the test server is the managed one."""
    if graph_server.home is None:
        pytest.skip("the test server is not the managed one: where its Neo4j Browser is, nobody knows")
    return Settings(home=graph_server.home, cache=cache)


@pytest.fixture
def library(empty_graph: Settings, tmp_path: Path) -> Iterator[AssetGraph]:
    """A few files of several kinds, ingested by their names."""
    root = tmp_path / "library"
    for name in (
        "plates/A001_C001_0131AB.mov",
        "comp/sh010_comp_v001.0001.exr",
        "comp/sh010_comp_v001.0002.exr",
        "sound/mix_v002.wav",
        "edit/reel_1.otio",
        "stills/wall.tif",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    with AssetGraph.open(empty_graph) as graph:
        graph.ingest(root, probe="none", volume="library")
        yield graph


@pytest.fixture
def page() -> Iterator[Any]:
    """An empty page of a Chromium of our own."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip(f"none of {', '.join(CHROMIUM)} is installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        clipboard = ["clipboard-read", "clipboard-write"]
        page = chromium.new_page(viewport={"width": 1600, "height": 1000}, permissions=clipboard)
        page.set_default_timeout(PATIENCE_MS)
        yield page
        chromium.close()


@pytest.mark.browser
def test_browser_when_opened_at_the_printed_address_then_draws_the_graph_in_our_colours(
    managed: Settings, graph_server: GraphServer, library: AssetGraph, page: Any, tmp_path: Path
) -> None:
    with api.browser_pages(managed) as links:
        page.goto(links.browser_url)
        page.wait_for_selector("#guide-drawer >> text=AssetGraph")
        assert page.input_value("[data-testid=username]") == "neo4j"
        page.fill("[data-testid=password]", graph_server.password)
        page.click("[data-testid=connect]")
        page.wait_for_selector("text=You are connected as user")

        _apply_style_from_the_guide(page, links)
        _drop(page, "queries.zip", favourites_zip())
        page.click("button[name=Favorites]")
        page.wait_for_selector(f"text={FOLDER}")
        page.click("button[name=Favorites]")

        _run(page, favourites()[f"{FOLDER}/largest.cypher"])
        page.locator("[data-testid=frame] td", has_text="A001_C001_0131AB.mov").wait_for()

        _run(page, favourites()[f"{FOLDER}/largest_picture.cypher"])
        page.wait_for_selector("[data-testid=frame] g.node")
        page.click("[data-testid=frame] [title^=Fullscreen]")
        page.click("[aria-label=zoom-to-fit]")
        page.wait_for_timeout(1500)  # the picture is still moving
        page.screenshot(path=tmp_path / "browser.png")

        drawn = _circles(page)
        assert len(drawn) == 10, "five assets and their folders"
        wanted = ("Video", "ImageSequence", "Audio", "Document", "Image", *["Folder"] * 5)
        assert sorted(drawn) == sorted(NODES[label].family.value.lower() for label in wanted)
        captions = re.sub(r"\s+", " ", " ".join(page.locator("g.node text").all_text_contents()))
        assert "A001 C001 0131AB mov" in captions, "a long name is broken into lines, not cut"


@pytest.mark.browser
def test_queries_when_each_is_pasted_then_it_answers_and_the_lineage_is_in_colours(
    studio: DemoResult, page: Any, tmp_path: Path
) -> None:
    settings = Settings(home=Path(studio.home))
    plate = next(row["source"] for row in studio.answers["stale"])
    with api.browser_pages(settings) as links:
        page.goto(links.browser_url)
        page.fill("[data-testid=password]", api.managed_server(settings).password())
        page.click("[data-testid=connect]")
        page.wait_for_selector("text=You are connected as user")
        _run(page, f":style {links.style_url}")
        for name, text in favourites().items():
            _run(page, re.sub(r"/\*(path|document)\*/ null", lambda _: json.dumps(plate), text))
            frame = page.locator("[data-testid=frame]").first
            frame.filter(has_text=ANSWERED).wait_for()
            assert "ERROR" not in frame.inner_text(), name

        page.reload()
        page.wait_for_selector(".monaco-editor")
        _run(page, favourites()[f"{FOLDER}/lineage_picture.cypher"])
        page.wait_for_selector("[data-testid=frame] g.node")
        page.screenshot(path=tmp_path / "lineage.png")
        colours = {NODES[label].family.value.lower() for label in ("Video", "ImageSequence", "Document", "Image")}
        assert set(_circles(page)) == colours


def _apply_style_from_the_guide(page: Any, links: BrowserLinks) -> None:
    slide = page.locator("#guide-drawer pre", has_text=f":style {links.style_url}")
    while slide.count() == 0:
        page.get_by_text("Next", exact=True).click()
    slide.first.click()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-testid=frame] >> text=node.StorageVolume")


def _run(page: Any, text: str) -> None:
    page.click(".monaco-editor")
    page.keyboard.press("Control+A")
    # typed in one go the editor looks at each letter: a long query takes it half a minute
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.locator("[data-testid=frame]").first.filter(has_text=text.splitlines()[0]).wait_for()


def _drop(page: Any, name: str, content: bytes) -> None:
    """Drop a file on the page, as a hand would."""
    files = page.evaluate_handle(
        """([name, text]) => {
            const transfer = new DataTransfer()
            transfer.items.add(new File([Uint8Array.from(atob(text), each => each.charCodeAt(0))], name))
            return transfer
        }""",
        [name, base64.b64encode(content).decode()],
    )
    page.dispatch_event(".monaco-editor", "drop", {"dataTransfer": files})


def _circles(page: Any) -> list[str]:
    """The fill of every node that is drawn."""
    fills = page.locator("g.node circle.b-outline").evaluate_all("all => all.map(each => each.getAttribute('fill'))")
    return [fill.lower() for fill in fills]


def test_command_when_it_serves_then_its_links_answer_until_it_is_interrupted(managed: Settings) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assetgraph", "browser", "--json"],
        env={**os.environ, "ASSETGRAPH_HOME": str(managed.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        try:
            links = json.loads(process.stdout.readline())
            process.stderr.readline()  # from here on it waits
            for name in ("index_url", "guide_url", "style_url", "queries_url", "browser_url"):
                with urlopen(links[name]) as answer:
                    assert answer.status == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()


def test_links_when_nothing_is_served_then_name_browser_and_no_secret(managed: Settings) -> None:
    found = api.browser_links(managed)
    assert (found.browser_url_is_known, found.user, found.password_from) == (True, "neo4j", "assetgraph password")
    assert found.guide_url is None
    assert api.managed_server(managed).password() not in found.model_dump_json()
