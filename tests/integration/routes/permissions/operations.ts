import { everyone, type Permission } from "./row";

/** Endpoints for operators. */
export const OPERATIONS: Permission[] = [
  { route: "/api/health", method: "GET", expected: everyone(200) },
  { route: "/api/health/live", method: "GET", expected: everyone(200) },
  // No token is configured, so the route doesn't exist.
  { route: "/api/metrics", method: "GET", expected: everyone(404) },
];
