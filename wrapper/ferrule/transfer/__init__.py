"""Files over HTTP: names, versions, ranges, digests and journals. `ferrule.client` sends; here is what it goes by."""
