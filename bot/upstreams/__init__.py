"""The providers: one folder each, one place that sends, one catalogue."""
