import { everyone, type Permission } from "./row";

/** What whoever runs Concord asks of it. */
export const OPERATIONS: Permission[] = [
  { route: "/api/health", method: "GET", expected: everyone(200) },
  { route: "/api/health/live", method: "GET", expected: everyone(200) },
  // No token is set, so there is nothing.
  { route: "/api/metrics", method: "GET", expected: everyone(404) },
];
