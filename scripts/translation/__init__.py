"""The languages of the site: their structure, their messages, stale translations and proofreading."""
