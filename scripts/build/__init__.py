"""What becomes of the pages: links, pictures, styles, policy, scripts, and the files beside the pages."""
