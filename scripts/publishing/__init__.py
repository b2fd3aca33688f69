"""What becomes of the pages: pictures, search, styles, scripts, and the files beside the pages."""
