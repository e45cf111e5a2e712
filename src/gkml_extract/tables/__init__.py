"""Tables of any format → columns and complete rows. Blind to the format that they came from."""
