"""The register: tables, transactions, migrations. What is particular to SQLite stays here."""
