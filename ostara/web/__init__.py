"""The record in a browser: settings, addresses, layout, and pages that belong to no single part of the service."""
