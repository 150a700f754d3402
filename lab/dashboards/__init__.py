"""Renders the app's dashboards without Splunk: the XML as it is packaged, Splunk's own components, the lab's searches.

What Splunk Web and splunkd's REST API do for a dashboard belongs here, and the browser. How a search is run does not:
it is in lab/spl.

The browser gets what Splunk Web would give it. The components ask for search jobs as they would ask splunkd; the server
answers with lab/spl. `web/` holds what is bundled for the browser.
"""
