"""The vendor's value lists, under the names that people choose by."""
