"""Firefox and WebKit (Safari's engine), each driven over its own protocol with nothing but sockets.

Both do the same few things, by a real pointer and real keys, so that one test serves both:

    engine.open("http://…")   engine.press(".theme-button")   engine.type("word" + ENTER)   engine.evaluate("scrollY")

Firefox speaks WebDriver BiDi by itself (https://w3c.github.io/webdriver-bidi/); WebKit's driver speaks the older
WebDriver (https://www.w3.org/TR/webdriver2/). Neither needs a program that Debian or Ubuntu lacks.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import websocket

# Keys without a character, as WebDriver numbers them (https://www.w3.org/TR/webdriver2/#keyboard-actions)
TAB, ENTER, SHIFT, ESCAPE, DOWN = "\ue004", "\ue007", "\ue008", "\ue00c", "\ue015"
FIREFOX_NAMES = (
    "firefox-esr",
    "firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:/Program Files/Mozilla Firefox/firefox.exe",
)
# No first-run pages, no requests of Firefox' own, no animation; and no wait when the browser is closed.
FIREFOX_PREFERENCES = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}
# MiniBrowser's buttons would keep its window from being as narrow as a phone.
WEBKIT_STYLES = "* { min-width: 0; margin: 0; padding: 0 }"
SECONDS = 90  # For an answer. Firefox has needed 30 to start on a machine with other work.
SCRIPTS_HAVE_RUN = """typeof site !== "undefined" && site.afterPaint
  && new Promise(resolve => site.afterPaint(() => resolve(true)))"""
CENTRE = """(selector => {
  const element = document.querySelector(selector)
  element.scrollIntoView({ block: "center", behavior: "instant" })
  const { x, y, width, height } = element.getClientRects()[0]
  return [Math.round(x + width / 2), Math.round(y + height / 2)]
})"""


def find_firefox() -> str | None:
    """Returns the path of a Firefox: the one in FIREFOX, or an installed one."""
    return next(filter(None, map(shutil.which, [os.environ.get("FIREFOX", ""), *FIREFOX_NAMES])), None)


def find_webkit() -> str | None:
    """Returns the path of WebKit's driver, if there is also a screen without a monitor for its browser."""
    return shutil.which("WebKitWebDriver") if shutil.which("Xvfb") else None


class Engine:
    """A browser with one window. Addresses are whole; selectors are CSS; sizes are CSS pixels.

    console: the errors in its console; always empty in WebKit, whose driver does not tell them.
    """

    name = ""

    def __init__(self) -> None:
        self.console: list[str] = []

    def open(self, address: str) -> None:
        """Opens an address, and returns when the page is there and its scripts have run."""
        if self._is_at(address):
            self._load("about:blank")  # Otherwise an address that differs in its # only would load nothing.
        self._load(address)
        self.evaluate(SCRIPTS_HAVE_RUN)

    def evaluate(self, expression: str) -> Any:
        """Returns the value of a JavaScript expression, such as a number, a list or None; waits for a promise."""
        raise NotImplementedError

    def resize(self, width: int, height: int = 800) -> None:
        """Gives the viewport a size in CSS pixels."""
        raise NotImplementedError

    def type(self, keys: str, held: str = "") -> None:
        """Presses keys one after the other, where the focus is. held: a key that is down meanwhile, such as SHIFT."""
        actions = []
        for key in keys:
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        if held:
            actions = [{"type": "keyDown", "value": held}, *actions, {"type": "keyUp", "value": held}]
        self._perform({"type": "key", "id": "keyboard", "actions": actions})

    def press(self, selector: str) -> None:
        """Clicks the middle of an element with the mouse, whatever lies there."""
        x, y = self.evaluate(f"{CENTRE}({json.dumps(selector)})")
        moves = [{"type": "pointerMove", "x": x, "y": y}]
        moves += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._perform({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": moves})

    def until(self, expression: str) -> Any:
        """Waits until a JavaScript expression is true, and returns its value. A page may load meanwhile."""
        end = time.monotonic() + SECONDS
        while True:
            with contextlib.suppress(EngineError):
                value = self.evaluate(expression)
                if value:
                    return value
            assert time.monotonic() < end, f"{self.name}: never true: {expression}"
            time.sleep(0.03)

    def _is_at(self, address: str) -> bool:
        """Returns whether the page of an address is open, or nobody knows because another one comes just now."""
        try:
            return self.evaluate("location.href").partition("#")[0] == address.partition("#")[0]
        except EngineError:
            return True

    def _load(self, address: str) -> None:
        raise NotImplementedError

    def _perform(self, action: dict[str, Any]) -> None:
        raise NotImplementedError


class EngineError(Exception):
    """What a browser answers when it cannot do something, such as to run a script while the next page comes."""


class Firefox(Engine):
    """Firefox without a window. profile: an empty folder."""

    name = "firefox"

    def __init__(self, program: str, profile: Path) -> None:
        super().__init__()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in FIREFOX_PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        command = [program, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(profile)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = json.loads(wait_for_text(profile / "WebDriverBiDiServer.json"))
        address = f"ws://{server['ws_host']}:{server['ws_port']}/session"
        self._socket = websocket.create_connection(address, suppress_origin=True, timeout=SECONDS)
        self._number = 0
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._context = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def _send(self, method: str, **parameters: object) -> Any:
        """Sends a command of BiDi and returns its result. Raises EngineError."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.console.append(answer["params"]["text"])
            if answer.get("id") != self._number:
                continue
            if answer["type"] == "error":
                raise EngineError(answer["message"])
            return answer["result"]

    def _load(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        text = f"Promise.resolve({expression}).then(JSON.stringify)"
        answer = self._send("script.evaluate", expression=text, target={"context": self._context}, awaitPromise=True)
        if answer["type"] == "exception":
            raise EngineError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def resize(self, width: int, height: int = 800) -> None:
        viewport = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._context, viewport=viewport)

    def _perform(self, action: dict[str, Any]) -> None:
        self._send("input.performActions", context=self._context, actions=[action])

    def close(self) -> None:
        """Ends the browser."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(SECONDS)


class WebKit(Engine):
    """WebKitGTK's MiniBrowser on a screen of its own. home: an empty folder."""

    name = "webkit"

    def __init__(self, program: str, home: Path) -> None:
        super().__init__()
        (home / "gtk-3.0").mkdir()
        (home / "gtk-3.0/gtk.css").write_text(WEBKIT_STYLES, "utf-8")
        folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(home))
        self._screen, display = start_screen()
        environment = {**os.environ, **folders, "DISPLAY": display}
        # Its sandbox runs neither as root nor on Ubuntu 24.04 (launchpad.net/bugs/2046844); all pages are our own.
        environment["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"
        port = free_port()
        self._driver = subprocess.Popen([program, f"--port={port}"], env=environment)
        wait_for_port(port)
        self._address = f"http://127.0.0.1:{port}/session"
        session = self._send("", capabilities={})
        self._address += f"/{session['sessionId']}"

    def _send(self, path: str, **parameters: object) -> Any:
        """Sends a command of WebDriver and returns its value. Raises EngineError."""
        body = json.dumps(parameters).encode()
        request = urllib.request.Request(self._address + path, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise EngineError(error.read().decode()) from None

    def _load(self, address: str) -> None:
        self._send("/url", url=address)

    def evaluate(self, expression: str) -> Any:
        answer = "value => arguments[0]([value]), error => arguments[0]([null, String(error)])"
        value, *errors = self._send("/execute/async", script=f"Promise.resolve({expression}).then({answer})", args=[])
        if errors:
            raise EngineError(errors[0])
        return value

    def resize(self, width: int, height: int = 800) -> None:
        self._send("/window/rect", width=width, height=height)
        self.until(f"innerWidth === {width}")

    def _perform(self, action: dict[str, Any]) -> None:
        self._send("/actions", actions=[action])

    def close(self) -> None:
        """Ends the browser, its driver and its screen."""
        request = urllib.request.Request(self._address, method="DELETE")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(request, timeout=SECONDS).close()
        for process in (self._driver, self._screen):
            process.terminate()
            process.wait(SECONDS)


def start_screen() -> tuple[subprocess.Popen[bytes], str]:
    """Starts a screen without a monitor. Returns its process and its name, such as ":7"."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as number:
        return process, f":{number.readline().strip()}"


def free_port() -> int:
    """Returns the number of a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for_port(port: int) -> None:
    """Returns when somebody listens on a port of this machine."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.03)
    raise TimeoutError(f"nobody listens on port {port}")


def wait_for_text(file: Path) -> str:
    """Returns the text of a file as soon as it has one."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if file.exists() and file.stat().st_size:
            return file.read_text("utf-8")
        time.sleep(0.03)
    raise TimeoutError(f"{file} was never written")


@contextlib.contextmanager
def running(name: str, folder: Path) -> Iterator[Engine | None]:
    """Runs the engine of a name while it is used; None where there is none. folder: an empty one for its files."""
    kind, program = (Firefox, find_firefox()) if name == "firefox" else (WebKit, find_webkit())
    if not program:
        yield None
        return
    engine = kind(program, folder)
    try:
        yield engine
    finally:
        engine.close()
