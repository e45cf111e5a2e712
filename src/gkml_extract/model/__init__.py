"""Types only: what every stage takes and gives. Imports nothing else of this project."""
