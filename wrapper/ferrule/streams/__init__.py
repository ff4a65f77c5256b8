"""What comes part by part, read: lines, Server-Sent Events, JSON Lines. Pure: bytes go in, values come out."""
