"""What a converter, a viewer or a page's end did to the printed text, seen or put right before it is read."""
