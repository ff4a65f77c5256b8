"""One service in front of eight APIs, as a team would write it: see the README beside this package."""
