"""Five questions that lead an investor to fitting spaces, parks, policies and the desk."""
