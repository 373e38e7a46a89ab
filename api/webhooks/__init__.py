"""Webhooks: endpoints that are told what changes, and the worker that tells them."""
