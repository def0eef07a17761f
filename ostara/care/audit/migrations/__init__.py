"""Migrations, written by Django and tried on both databases."""
