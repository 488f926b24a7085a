"""A report's pages: the start page, and a page for everybody with a finding."""
