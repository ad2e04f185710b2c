/** The name of a node. Names are compared as strings; a node has the same name for ever. */
export type NodeId = string;
