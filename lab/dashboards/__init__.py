"""Renders the app's dashboards without Splunk: the XML as it is packaged, Splunk's own components, the lab's searches.

The browser gets what Splunk Web would give it. The components ask for search jobs as they would ask splunkd; the server
answers with lab/spl. `web/` holds what is bundled for the browser.
"""
