"""What users hold: a client, its groups and endpoints, and what a call gives back."""
