"""The desk of the landing board."""

from landing.admin.landing_nodes import LandingNodeAdmin
from landing.admin.node_templates import NodeTemplateAdmin

__all__ = ["LandingNodeAdmin", "NodeTemplateAdmin"]
