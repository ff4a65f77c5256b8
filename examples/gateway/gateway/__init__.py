"""One service in front of seven APIs, as a team would write it: see the README beside this package."""
