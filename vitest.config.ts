import { defineConfig } from "vitest/config";

// graphql 16 ships both module kinds; without the alias vitest loads it twice and its types disagree.
const alias = { graphql: "graphql/index.js" };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/integration/**", "tests/e2e/**", "tests/erp/**"],
          // Test files share no state; loading the libraries once per worker saves a third of the time.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts", "tests/e2e/**/*.test.ts"],
          isolate: false,
          globalSetup: ["tests/support/postgres-for-tests.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Against an ERP that has to be installed first: `npm run test:erp`.
        resolve: { alias },
        test: {
          name: "erp",
          include: ["tests/erp/**/*.test.ts"],
          isolate: false,
          globalSetup: ["tests/support/postgres-for-tests.ts", "tests/support/tryton-for-tests.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
