import { z } from 'zod/v4';

/** A workflow as n8n exports and imports it. */
export const workflowSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  active: z.boolean().default(false),
  nodes: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      typeVersion: z.number(),
      position: z.tuple([z.number(), z.number()]),
      parameters: z.record(z.string(), z.unknown()),
      credentials: z.record(z.string(), z.object({ id: z.string(), name: z.string() })).optional(),
    }),
  ),
  connections: z.record(
    z.string(),
    z.record(
      z.string(),
      z.array(z.array(z.object({ node: z.string(), type: z.string(), index: z.number() }))),
    ),
  ),
  settings: z.record(z.string(), z.unknown()).default({ executionOrder: 'v1' }),
});

export type Workflow = z.infer<typeof workflowSchema>;

export type WorkflowNode = Workflow['nodes'][number];

/** Builds a workflow of one node that has others for its tools. */
export function equipNode(
  id: string,
  node: WorkflowNode,
  tools: readonly WorkflowNode[],
): Workflow {
  const connection = { ai_tool: [[{ node: node.name, type: 'ai_tool', index: 0 }]] };
  return {
    id,
    name: id,
    active: false,
    nodes: [node, ...tools],
    connections: Object.fromEntries(tools.map(({ name }) => [name, connection])),
    settings: { executionOrder: 'v1' },
  };
}

/** Builds a workflow whose nodes follow one another, each with the output of the previous one. */
export function chainNodes(
  id: string,
  nodes: readonly WorkflowNode[],
  settings: Readonly<Record<string, unknown>> = {},
): Workflow {
  return {
    id,
    name: id,
    active: false,
    nodes: nodes.map((node, place) => ({ ...node, position: [place * 220, 0] })),
    connections: Object.fromEntries(
      nodes
        .slice(1)
        .map((node, place) => [
          nodes[place]?.name ?? '',
          { main: [[{ node: node.name, type: 'main', index: 0 }]] },
        ]),
    ),
    settings: { executionOrder: 'v1', ...settings },
  };
}
