# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Derived from the TypeScript model: settings, arguments, tables, records."""
