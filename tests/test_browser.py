"""HTML in a real browser: read by axe-core on phone and desktop, in light and dark; printed."""

import base64
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, Ran

Run = Callable[..., Ran]

selenium = pytest.importorskip("selenium.webdriver")

AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"  # npm install --no-save axe-core
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "home": [],
    "relief": ["relief"],
    "cause": ["cause", "neuropathy"],
    "compare": ["compare", "night-cramps", "dvt", "restless-legs"],
    "warnings": ["warnings"],
    "search": ["search", "water pill"],
    "sheet": ["sheet"],
    "book": ["book"],
}
SCREENS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11.0)}  # inches


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium without a window, with nothing of a reader's own."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("Chromium and its driver are not installed")
    options = selenium.ChromeOptions()
    options.binary_location = chromium
    home = tmp_path_factory.mktemp("browser")
    for each in ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}"):
        options.add_argument(each)
    started = selenium.Chrome(options, selenium.ChromeService(driver))
    started.set_script_timeout(600)
    yield started
    started.quit()


@pytest.fixture
def opened(browser: Any, run: Run, tmp_path: Path) -> Callable[[str], Any]:
    """Open a page, written as a reader would."""

    def open_one(name: str) -> Any:
        file = tmp_path / f"{name}.html"

        assert run(*PAGES[name], "--format", "html", "--output", str(file)).code == 0
        browser.get(file.as_uri())
        return browser

    return open_one


def show_on(browser: Any, width: int, scheme: str) -> None:
    """Give the window a width in pixels, and the reader's wish for light or dark."""
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault(opened: Callable[[str], Any], name: str) -> None:
    """WCAG 2.2 AA and good practice, on a phone and a desktop, in light and dark."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    browser = opened(name)
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    for width, scheme in SCREENS:
        show_on(browser, width, scheme)
        found = browser.execute_async_script(
            "const done = arguments[1];"
            "axe.run({runOnly: arguments[0], resultTypes: ['violations']}).then("
            "  found => done(found.violations.map(each =>"
            "    [each.id, each.nodes.length, each.nodes[0].html, each.nodes[0].failureSummary])),"
            "  error => done(String(error)));",
            RULES,
        )

        assert found == [], (width, scheme)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(opened: Callable[[str], Any], name: str) -> None:
    """A page is never moved sideways, at 390 and 320 pixels; only a table is, inside it."""
    browser = opened(name)
    for width in (390, 320):
        show_on(browser, width, "light")

        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_else(opened: Callable[[str], Any], name: str) -> None:
    """It is one file: no style, script, font or picture is fetched."""
    browser = opened(name)

    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_dark_is_dark(opened: Callable[[str], Any]) -> None:
    """The colours follow the reader's wish."""
    browser = opened("relief")
    shown = set()
    for scheme in ("light", "dark"):
        show_on(browser, 1280, scheme)
        shown.add(browser.execute_script("return getComputedStyle(document.body).backgroundColor"))

    assert len(shown) == 2


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sheet_is_one_printed_side(opened: Callable[[str], Any], paper: str) -> None:
    """On A4 and on Letter."""
    assert pages(printed(opened("sheet"), paper)) == 1


def test_the_chapters_of_the_book_begin_on_new_pages(opened: Callable[[str], Any]) -> None:
    """And only they; no heading is the last row of a page."""
    browser = opened("book")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    begun = browser.execute_script(
        "return [...document.querySelectorAll('main > section')].filter("
        "  each => getComputedStyle(each).breakBefore == 'page').map(each => each.id)"
    )
    kept = browser.execute_script(
        "return [...document.querySelectorAll('h2, h3, h4')].every("
        "  each => getComputedStyle(each).breakAfter == 'avoid')"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    assert begun[:3] == ["relief", "stretch", "warnings"]
    assert begun[-2:] == ["sources", "index"]
    assert len(begun) == 12
    assert kept


@pytest.mark.parametrize("paper", PAPERS)
def test_a_screen_for_a_cramp_prints_on_few_sides(opened: Callable[[str], Any], paper: str) -> None:
    """Home is one side; a cause is a handful: nothing is torn over empty ones."""
    assert pages(printed(opened("home"), paper)) == 1
    assert pages(printed(opened("cause"), paper)) <= 8


def printed(browser: Any, paper: str) -> bytes:
    width, height = PAPERS[paper]
    size = {"paperWidth": width, "paperHeight": height, "preferCSSPageSize": False}
    return base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", size)["data"])


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
