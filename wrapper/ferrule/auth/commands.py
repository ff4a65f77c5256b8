"""`ferrule login NAME` and `ferrule token NAME`: people sign in once, scripts get tokens from then on."""

from __future__ import annotations

import argparse
import sys
import time
import webbrowser
from typing import Any

from ferrule.auth.browser import sign_in_with_browser
from ferrule.auth.device import DeviceAuthorization, sign_in_with_device
from ferrule.auth.profiles import LoginProfile, forget, keep, signed_in
from ferrule.auth.stores.file import FileStore
from ferrule.auth.tokens import Token
from ferrule.engines.blocking_httpx import BlockingHttpxEngine
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.files.private import check_name
from ferrule.runtime.blocking import BlockingRuntime, drive

Subparsers = Any  # argparse does not export the type of `add_subparsers()`


def add_login(subparsers: Subparsers) -> None:
    """Add `ferrule login`."""
    parser = subparsers.add_parser(
        "login", help="sign in at an OAuth 2.0 authorization server", description=_login.__doc__
    )
    parser.add_argument("name", help="what this sign-in is called from then on")
    parser.add_argument("--issuer", default="", metavar="URL", help="the authorization server; finds its endpoints")
    parser.add_argument("--client-id", default="", metavar="ID", help="the OAuth 2.0 client, as registered there")
    parser.add_argument(
        "--client-secret-env", default="", metavar="VARIABLE", help="where its secret is, if it has one"
    )
    parser.add_argument("--scope", action="append", default=[], help="ask for this; may be repeated")
    parser.add_argument("--device", action="store_true", help="sign in on another device")
    parser.add_argument("--port", type=int, default=0, help="of the redirect to this machine; default any free one")
    for endpoint in ("token", "authorization", "device"):
        parser.add_argument(f"--{endpoint}-url", default="", metavar="URL", help="for servers without metadata")
    parser.set_defaults(run=_login)


def add_token(subparsers: Subparsers) -> None:
    """Add `ferrule token`."""
    parser = subparsers.add_parser(
        "token", help="give a script the access token of a sign-in", description=_token.__doc__
    )
    parser.add_argument("name", help="as given to ferrule login")
    parser.add_argument("--logout", action="store_true", help="forget the sign-in on this machine")
    parser.set_defaults(run=_token)


def _login(arguments: argparse.Namespace) -> int:
    """Sign in. The settings are remembered under the name: the next time `ferrule login NAME` is enough."""
    name = check_name(arguments.name)  # now, rather than when the person has signed in
    if arguments.client_id and not (arguments.issuer or arguments.token_url):
        raise ConfigError("give --issuer, or --token-url for a server without metadata")
    if arguments.client_id:
        profile = LoginProfile(
            client_id=arguments.client_id,
            issuer=arguments.issuer,
            token_url=arguments.token_url,
            authorization_url=arguments.authorization_url,
            device_url=arguments.device_url,
            secret_env=arguments.client_secret_env,
            scopes=tuple(arguments.scope),
            device=arguments.device,
        )
    else:
        profile = LoginProfile.load(name)
    client = profile.client()
    if profile.device:
        token = sign_in_with_device(client, _show_device, scopes=profile.scopes)
    else:
        token = sign_in_with_browser(client, scopes=profile.scopes, show=_show_address, port=arguments.port)
    keep(name, profile, token)
    _say(f"Signed in as {name!r}{_until(token)}.")
    if not token.refresh:
        _say("The server gave no refresh token: this ends with the access token (try --scope offline_access).")
    return 0


def _token(arguments: argparse.Namespace) -> int:
    """Write the access token to a pipe or file, a new one where need be. On a terminal say only how long it lasts."""
    if arguments.logout:
        forget(arguments.name)
        _say(f"Signed out {arguments.name!r} on this machine.")
        return 0
    credential = signed_in(arguments.name)
    runtime = BlockingRuntime(BlockingHttpxEngine(Connection()))
    try:
        access = drive(credential.obtain(runtime))
    finally:
        drive(runtime.aclose())
    if sys.stdout.isatty():
        token = FileStore().read(credential.stored_as)
        _say(f"{arguments.name!r} has a token{_until(token) if token else ''}. Pipe this command to get it.")
    else:
        sys.stdout.write(f"{access}\n")
    return 0


def _show_address(address: str) -> None:
    _say("Your browser is to open the sign-in page. If it does not, open this address:", "", f"  {address}", "")
    try:
        webbrowser.open(address)
    except webbrowser.Error as error:
        raise ConfigError("no browser can be opened here; use --device") from error


def _show_device(device: DeviceAuthorization) -> None:
    _say("On any device, open", "", f"  {device.verification_uri}", "", f"and enter the code  {device.user_code}", "")
    _say(f"Waiting for up to {device.lifetime / 60:.0f} minutes …")


def _until(token: Token) -> str:
    return "" if token.expires is None else f", good for {max(token.expires - time.time(), 0.0) / 60:.0f} minutes"


def _say(*lines: str) -> None:
    # Beside the output, which may be a pipe that wants the token alone.
    sys.stderr.write("\n".join(lines) + "\n")
