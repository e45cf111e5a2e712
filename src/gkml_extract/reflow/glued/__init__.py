"""Text in which nothing stands between cells, cut where a cell may begin."""
