"""Who is told of an enquiry: mails owed, what they say, and who answers for a region."""
