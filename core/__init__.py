"""What every room needs and no room owns: clients, addresses, phones, fields, bulk writes."""
