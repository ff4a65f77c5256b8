"""Every scenario runs in each world (`worlds.WORLDS`)."""

from worlds import world as world
