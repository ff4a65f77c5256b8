"""Pages of a list: where the next one is, and how a list ends. Pure decisions; `ferrule.client.pages` acts on them."""
