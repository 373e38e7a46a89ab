"""The page at `/`: what the service is for, drawn and told by the policy itself."""
