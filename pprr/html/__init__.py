"""Tables and charts as accessible HTML and SVG. What draws decides nothing."""
