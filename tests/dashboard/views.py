"""The page in a browser: can everybody use it, and how does it look? Run by `nox -s views`.

Each view is checked by axe-core, and for errors of the page itself; then its picture is taken, to be looked at. The
page is also used once by keyboard alone. The terminal's view is drawn beside it.
"""

from __future__ import annotations

import io
import sys
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from tempfile import TemporaryDirectory
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import attrs
from rich.console import Console
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

sys.path.append(str(Path(__file__).parents[1]))

import scenes
from ferrule.dashboard import Dashboard
from ferrule.telemetry.feed import Feed
from ferrule.telemetry.process import Process
from ferrule.top.terminal import Room, view

_PATIENCE = 60
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


@attrs.frozen
class View:
    """One picture."""

    name: str
    scene: Callable[[], Process]
    dark: bool = False
    width: int = 1360


VIEWS = (
    View("light", scenes.storm),
    View("dark", scenes.storm, dark=True),
    View("narrow", scenes.storm, width=390),
    View("narrow-dark", scenes.outage, dark=True, width=390),
    View("empty", scenes.empty),
    View("silent", scenes.silent),
    View("outage", scenes.outage),
    View("outage-dark", scenes.outage, dark=True),
    View("large", scenes.large),
)
TERMINALS = ((scenes.outage, 140, 40), (scenes.storm, 80, 30), (scenes.large, 120, 35), (scenes.empty, 80, 5))


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def served(scene: Callable[[], Process]) -> Iterator[str]:
    """The page of a scene."""
    app = Dashboard(allow=lambda _: True, hosts=["127.0.0.1"], feed=Feed(scene))
    with make_server("127.0.0.1", 0, app.wsgi, _Threaded, _Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Chromium without a window, with nothing remembered."""
    options = webdriver.ChromeOptions()
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for flag in (*_FLAGS, f"--user-data-dir={folder}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options, Service("/usr/bin/chromedriver"))
        driver.set_script_timeout(_PATIENCE)
        try:
            yield driver
        finally:
            driver.quit()


def look_at(driver: webdriver.Chrome, look: View, axe: str, folder: Path) -> list[str]:
    """Take the picture; what is wrong with the view."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if look.dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    measures = {"width": look.width, "height": 900, "deviceScaleFactor": 1, "mobile": look.width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", measures)
    driver.get("about:blank")
    driver.get_log("browser")  # of the view before
    with served(look.scene) as url:
        driver.get(url)
        shown(driver)
        faults = [f"the browser says: {entry['message']}" for entry in driver.get_log("browser")]
        driver.execute_cdp_cmd(
            "Runtime.evaluate", {"expression": axe}
        )  # as a debugger, which no policy of a page binds
        found = driver.execute_async_script("axe.run(document).then(arguments[0])")
        faults += [
            f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:160]}; {len(one['nodes'])} in all)"
            for one in found["violations"]
        ]
        if driver.execute_script("return document.documentElement.scrollWidth > innerWidth"):
            faults.append("the page is wider than the window")
        # The whole page, however long.
        whole = {"format": "png", "captureBeyondViewport": True}
        picture: str = driver.execute_cdp_cmd("Page.captureScreenshot", whole)["data"]
        (folder / f"{look.name}.png").write_bytes(b64decode(picture))
    return faults


def shown(driver: webdriver.Chrome) -> None:
    """Wait for the first snapshot."""
    WebDriverWait(driver, _PATIENCE).until(lambda one: one.find_element(By.ID, "feed").text == "Live")


def used(driver: webdriver.Chrome) -> list[str]:
    """Use the page by keyboard alone; what did not work."""
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    with served(scenes.outage) as url:
        driver.get(url)
        shown(driver)
        find = driver.find_element
        faults: list[str] = []

        def expect(what: str, worked: bool) -> None:
            if not worked:
                faults.append(f"by keyboard: {what}")

        def first_row() -> str:
            return find(By.CSS_SELECTOR, "tbody th").text

        expect("the table begins with what is called most", first_row() == "orders.get")
        head = find(By.XPATH, "//thead//button[contains(., 'p99')]")
        head.send_keys(Keys.ENTER)
        expect("sorted by p99", first_row() == "invoices.render")
        expect("the order is told", head.find_element(By.XPATH, "..").get_attribute("aria-sort") == "descending")
        head.send_keys(Keys.SPACE)
        expect("the other way round", first_row() != "invoices.render")
        find(By.CSS_SELECTOR, "input[type=search]").send_keys("PAYMENTS")
        expect(
            "filtered", [one.text for one in driver.find_elements(By.CSS_SELECTOR, "tbody th")] == ["payments.capture"]
        )
        find(By.CSS_SELECTOR, "input[value=ten_minutes]").send_keys(Keys.ARROW_RIGHT)
        expect("another window", find(By.CSS_SELECTOR, "input[value=ever]").is_selected())
        charts = find(By.ID, "history")
        charts.send_keys(Keys.ARROW_LEFT)
        expect("the charts tell of a moment", "\u2013" in find(By.CSS_SELECTOR, "figcaption .when").text)
        charts.send_keys(Keys.ESCAPE)
        expect("and of now again", find(By.CSS_SELECTOR, "figcaption .when").text == "")
        calls = driver.find_elements(By.CSS_SELECTOR, "summary")
        calls[5].send_keys(Keys.ENTER)
        expect("a failed call is explained", "connection refused" in calls[5].find_element(By.XPATH, "..").text)
        WebDriverWait(driver, _PATIENCE).until(lambda one: events_since(one) > 2)
        expect("it stays open while snapshots come", "connection refused" in calls[5].find_element(By.XPATH, "..").text)
        find(By.CSS_SELECTOR, "#clients button:nth-child(2)").send_keys(Keys.ENTER)
        expect("the other client", "mail" in find(By.ID, "where").text)
        find(By.ID, "pause").send_keys(Keys.ENTER)
        expect("paused", find(By.ID, "feed").text.endswith("Paused"))
    return faults


def events_since(driver: webdriver.Chrome) -> int:
    """Events that came so far, and responses that brought them."""
    return int(
        driver.execute_script(
            "return performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/events')).length"
        )
    )


def draw_terminals(folder: Path) -> None:
    """What `ferrule top` shows, as it would look."""
    for scene, width, height in TERMINALS:
        console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True, highlight=False)
        console.print(view(scene(), "calls", Room(width, height)))
        path = folder / f"terminal-{scene.__name__}-{width}.svg"
        path.write_text(console.export_svg(title="ferrule top"), "utf-8")


def main(axe: Path, folder: Path, names: list[str]) -> int:
    """Take all pictures, or those named; 1 when something is wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    draw_terminals(folder)
    wrong = 0
    with browser() as driver:
        for one in VIEWS:
            if not names or one.name in names:
                faults = look_at(driver, one, axe.read_text("utf-8"), folder)
                print(f"{one.name:<12} {'ok' if not faults else ''}", *faults, sep="\n  " if faults else "", flush=True)
                wrong += len(faults)
        faults = used(driver)
        print("by keyboard ", "ok" if not faults else "", *faults, sep="\n  " if faults else "", flush=True)
    print(f"pictures are in {folder}")
    return 1 if wrong + len(faults) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
