//! The tags of a PDF: its structure as a tree, which screen readers follow.

use krilla::tagging::{Identifier, Node as TagNode, TagGroup, TagKind, TagTree};

/// A node of the tree, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(usize);

/// A tree that is filled while pages are drawn: what has nothing on any page is not in it.
#[derive(Default)]
pub(super) struct Tags {
    nodes: Vec<Node>,
    roots: Vec<NodeId>,
}

struct Node {
    kind: TagKind,
    parent: Option<NodeId>,
    children: Vec<Child>,
    in_tree: bool,
}

enum Child {
    Node(NodeId),
    Content(Identifier),
}

impl Tags {
    /// Adds a node to its parent, or to the document.
    pub(super) fn add(&mut self, parent: Option<NodeId>, kind: impl Into<TagKind>) -> NodeId {
        self.nodes.push(Node { kind: kind.into(), parent, children: Vec::new(), in_tree: false });
        NodeId(self.nodes.len() - 1)
    }

    /// Adds what was drawn to its node.
    pub(super) fn content(&mut self, node: NodeId, content: Identifier) {
        let mut child = node;
        while !self.nodes[child.0].in_tree {
            self.nodes[child.0].in_tree = true;
            let Some(parent) = self.nodes[child.0].parent else {
                self.roots.push(child);
                break;
            };
            self.nodes[parent.0].children.push(Child::Node(child));
            child = parent;
        }
        self.nodes[node.0].children.push(Child::Content(content));
    }

    /// Returns the tree of a document in this language.
    pub(super) fn tree(mut self, language: &str) -> TagTree {
        let roots = std::mem::take(&mut self.roots);
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for root in roots {
            tree.push(self.group(root));
        }
        tree
    }

    fn group(&mut self, NodeId(node): NodeId) -> TagGroup {
        let children = std::mem::take(&mut self.nodes[node].children);
        let mut group = TagGroup::new(self.nodes[node].kind.clone());
        for child in children {
            match child {
                Child::Node(child) => group.push(self.group(child)),
                Child::Content(content) => group.push(TagNode::Leaf(content)),
            }
        }
        group
    }
}
