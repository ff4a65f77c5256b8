"""The page in a browser: is it usable by all, and how does it look? Run by `nox -s views`.

Each view is checked by axe-core, and for errors of the page itself; then its picture is taken, to be looked at. What a
browser has to do (sort, filter, point at a moment, open a failed call) is done once.
"""

from __future__ import annotations

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
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

sys.path.append(str(Path(__file__).parents[1]))

from ferrule.dashboard import Dashboard
from ferrule.telemetry.feed import Feed
from ferrule.telemetry.process import Process

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
    act: Callable[[webdriver.Chrome], None] = lambda _: None


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


def look_at(driver: webdriver.Chrome, view: View, axe: str, folder: Path) -> list[str]:
    """Take the picture; what is wrong with the view."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if view.dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    measures = {"width": view.width, "height": 900, "deviceScaleFactor": 1, "mobile": view.width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", measures)
    driver.get("about:blank")
    driver.get_log("browser")  # of the view before
    with served(view.scene) as url:
        driver.get(url)
        shown(driver)
        view.act(driver)
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
        (folder / f"{view.name}.png").write_bytes(b64decode(picture))
    return faults


def shown(driver: webdriver.Chrome) -> None:
    """Wait for the first snapshot."""
    WebDriverWait(driver, _PATIENCE).until(lambda one: one.find_element(By.ID, "feed").text == "Live")
