"""Access tokens of an OpenID Connect issuer: whom they are for, and whether they are what they seem."""
