import type { IExecuteFunctions, INode } from 'n8n-workflow';

/**
 * Reads a node before this one that nothing leads to, such as a trigger: it never runs a second time
 * in an execution. Undefined where there is none, or none that gives out nothing when nothing comes
 * in, or where a version has its nodes elsewhere. Seen in n8n-core 2.8 to 2.41.
 */
export function readStartNode(context: IExecuteFunctions): INode | undefined {
  const workflow: unknown = Reflect.get(context, 'workflow');
  const nodes: unknown = Object(workflow).nodes;
  return context
    .getParentNodes(context.getNode().name)
    .filter(({ name }) => context.getParentNodes(name).length === 0)
    .map(({ name }): unknown => Object(nodes)[name])
    .find(isQuietNode);
}

function isQuietNode(value: unknown): value is INode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'parameters' in value &&
    Reflect.get(value, 'alwaysOutputData') !== true
  );
}
