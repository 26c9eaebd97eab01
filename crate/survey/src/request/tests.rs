//! Requests on a small survey.
