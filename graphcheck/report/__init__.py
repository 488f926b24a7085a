"""Results → what people and programs read: HTML, pictures, CSV, JSON, text."""
