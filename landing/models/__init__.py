"""Nodes of the landing board, their papers and templates, and the figures of 标准地."""

from landing.models.land_standards import LandStandard
from landing.models.landing_documents import LandingDocument
from landing.models.landing_nodes import LandingNode
from landing.models.node_templates import NodeTemplate, Project

__all__ = ["LandStandard", "LandingDocument", "LandingNode", "NodeTemplate", "Project"]
