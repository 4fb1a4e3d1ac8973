"""What enquiries come to, in numbers."""
