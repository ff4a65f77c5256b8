"""Files on disk that are safe to use: nobody else's, and one process's at a time."""
