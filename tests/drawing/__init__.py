"""Tests of the drawing, from the words and curves to the finished file."""
