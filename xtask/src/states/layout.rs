//! Places a directed graph's nodes in layers, and its edges between them, by Sugiyama's method: edges that close a
//! circle are turned round, each node is placed below those that lead to it, each layer is put in an order with few
//! crossings, and what is connected is moved above each other. The same graph always gives the same picture.

/// The room between two layers.
const LAYER_GAP: f64 = 16.0;
/// The room between two nodes of a layer.
const NODE_GAP: f64 = 14.0;
/// How often the layers are put in order, and moved.
const SWEEPS: usize = 24;

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A point of the picture; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// An edge between two different nodes, with room for a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Size,
}

/// Where everything is.
#[derive(Debug, PartialEq)]
pub(super) struct Layout {
    pub(super) size: Size,
    /// The centre of each node.
    pub(super) nodes: Vec<Point>,
    pub(super) edges: Vec<Route>,
}

/// Where an edge runs.
#[derive(Debug, PartialEq)]
pub(super) struct Route {
    /// From the one node's border to the other's.
    pub(super) points: Vec<Point>,
    /// The centre of its label.
    pub(super) label: Point,
}

/// What has a place in a layer: a node, or a piece of an edge that passes.
struct Cell {
    layer: usize,
    size: Size,
    above: Vec<usize>,
    below: Vec<usize>,
    x: f64,
}

/// An edge as a chain of cells, from the upper node to the lower.
struct Chain {
    cells: Vec<usize>,
    label: usize,
    turned: bool,
}

/// Places nodes and edges. The first node is at the top, where circles allow it.
pub(super) fn place(nodes: &[Size], edges: &[Edge]) -> Layout {
    let turned = turned(nodes.len(), edges);
    let ranks = ranks(nodes.len(), edges, &turned);
    let (mut cells, chains) = cells(nodes, edges, &turned, &ranks);
    let layers = order(&cells);
    spread(&mut cells, &layers);
    finish(nodes, edges, &cells, &chains, &layers)
}

/// Which edges lead back to a node on the way from the first nodes to their own.
fn turned(nodes: usize, edges: &[Edge]) -> Vec<bool> {
    #[derive(Clone, Copy, PartialEq)]
    enum Visit {
        Not,
        OnTheWay,
        Done,
    }
    fn visit(node: usize, edges: &[Edge], visits: &mut [Visit], turned: &mut [bool]) {
        visits[node] = Visit::OnTheWay;
        for (index, edge) in edges.iter().enumerate() {
            if edge.from != node {
                continue;
            }
            match visits[edge.to] {
                Visit::Not => visit(edge.to, edges, visits, turned),
                Visit::OnTheWay => turned[index] = true,
                Visit::Done => {}
            }
        }
        visits[node] = Visit::Done;
    }
    let mut visits = vec![Visit::Not; nodes];
    let mut turned = vec![false; edges.len()];
    for node in 0..nodes {
        if visits[node] == Visit::Not {
            visit(node, edges, &mut visits, &mut turned);
        }
    }
    turned
}

/// How far each node is below the topmost ones that lead to it. A node to which nothing leads is just above the
/// first that it leads to.
fn ranks(nodes: usize, edges: &[Edge], turned: &[bool]) -> Vec<usize> {
    let down: Vec<(usize, usize)> = edges
        .iter()
        .zip(turned)
        .map(|(edge, turned)| match turned {
            true => (edge.to, edge.from),
            false => (edge.from, edge.to),
        })
        .collect();
    let mut ranks = vec![0; nodes];
    // Without circles the longest way has fewer edges than there are nodes.
    for _ in 0..nodes {
        for (upper, lower) in &down {
            ranks[*lower] = ranks[*lower].max(ranks[*upper] + 1);
        }
    }
    for node in 1..nodes {
        if down.iter().any(|(_, lower)| *lower == node) {
            continue;
        }
        let lower = down.iter().filter(|(upper, _)| *upper == node);
        if let Some(first) = lower.map(|(_, lower)| ranks[*lower]).min() {
            ranks[node] = first - 1;
        }
    }
    ranks
}

/// The cells: nodes in the even layers, labels and passing edges in all between.
fn cells(
    nodes: &[Size],
    edges: &[Edge],
    turned: &[bool],
    ranks: &[usize],
) -> (Vec<Cell>, Vec<Chain>) {
    let cell = |layer, size| Cell {
        layer,
        size,
        above: Vec::new(),
        below: Vec::new(),
        x: 0.0,
    };
    let mut cells: Vec<Cell> = nodes
        .iter()
        .zip(ranks)
        .map(|(size, rank)| cell(2 * rank, *size))
        .collect();
    let mut chains = Vec::new();
    for (edge, turned) in edges.iter().zip(turned) {
        let (upper, lower) = match turned {
            true => (edge.to, edge.from),
            false => (edge.from, edge.to),
        };
        let between = 2 * ranks[upper] + 1..2 * ranks[lower];
        // The label is beside the node that the edge comes from.
        let labelled = match turned {
            true => between.end - 1,
            false => between.start,
        };
        let mut chain = vec![upper];
        let mut label = upper;
        for layer in between {
            let size = if layer == labelled {
                label = cells.len();
                edge.label
            } else {
                Size::default()
            };
            chain.push(cells.len());
            cells.push(cell(layer, size));
        }
        chain.push(lower);
        for pair in chain.windows(2) {
            cells[pair[0]].below.push(pair[1]);
            cells[pair[1]].above.push(pair[0]);
        }
        chains.push(Chain {
            cells: chain,
            label,
            turned: *turned,
        });
    }
    (cells, chains)
}

/// The cells of each layer from left to right.
fn order(cells: &[Cell]) -> Vec<Vec<usize>> {
    let count = cells.iter().map(|cell| cell.layer + 1).max().unwrap_or(0);
    let mut layers = vec![Vec::new(); count];
    let mut seen = vec![false; cells.len()];
    for cell in 0..cells.len() {
        reach(cell, cells, &mut seen, &mut layers);
    }
    let mut best = layers.clone();
    let mut fewest = crossings(cells, &best);
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let mut places = places(cells.len(), &layers);
        let indices: Vec<usize> = match down {
            true => (0..count).collect(),
            false => (0..count).rev().collect(),
        };
        for index in indices {
            let wish = |cell: usize| {
                let neighbours = match down {
                    true => &cells[cell].above,
                    false => &cells[cell].below,
                };
                mean(neighbours.iter().map(|other| places[*other])).unwrap_or(places[cell])
            };
            let mut wishes: Vec<(f64, usize)> = layers[index]
                .iter()
                .map(|cell| (wish(*cell), *cell))
                .collect();
            wishes.sort_by(|one, other| one.0.total_cmp(&other.0));
            layers[index] = wishes.into_iter().map(|(_, cell)| cell).collect();
            for (place, cell) in (0_u32..).zip(&layers[index]) {
                places[*cell] = f64::from(place);
            }
        }
        let crossings = crossings(cells, &layers);
        if crossings < fewest {
            fewest = crossings;
            best.clone_from(&layers);
        }
    }
    best
}

/// Adds a cell and all below it, those of one edge beside those of the next.
fn reach(cell: usize, cells: &[Cell], seen: &mut [bool], layers: &mut [Vec<usize>]) {
    if core::mem::replace(&mut seen[cell], true) {
        return;
    }
    layers[cells[cell].layer].push(cell);
    for below in &cells[cell].below {
        reach(*below, cells, seen, layers);
    }
}

fn places(cells: usize, layers: &[Vec<usize>]) -> Vec<f64> {
    let mut places = vec![0.0; cells];
    for layer in layers {
        for (place, cell) in (0_u32..).zip(layer) {
            places[*cell] = f64::from(place);
        }
    }
    places
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut count = 0.0;
    let mut sum = 0.0;
    for value in values {
        count += 1.0;
        sum += value;
    }
    (count > 0.0).then(|| sum / count)
}

fn crossings(cells: &[Cell], layers: &[Vec<usize>]) -> usize {
    let places = places(cells.len(), layers);
    let mut crossings = 0;
    for layer in layers {
        let lines: Vec<(f64, f64)> = layer
            .iter()
            .flat_map(|cell| {
                let below = cells[*cell].below.iter();
                below.map(|below| (places[*cell], places[*below]))
            })
            .collect();
        for (index, one) in lines.iter().enumerate() {
            let others = lines[index + 1..].iter();
            crossings += others
                .filter(|other| (one.0 - other.0) * (one.1 - other.1) < 0.0)
                .count();
        }
    }
    crossings
}

/// Moves each cell to the middle of its neighbours, as far as the others of its layer allow.
fn spread(cells: &mut [Cell], layers: &[Vec<usize>]) {
    for layer in layers {
        let wishes = vec![0.0; layer.len()];
        settle(cells, layer, &wishes);
    }
    for sweep in 0..SWEEPS {
        let last = sweep + 1 == SWEEPS;
        let indices: Vec<usize> = match sweep % 2 == 0 {
            true => (0..layers.len()).collect(),
            false => (0..layers.len()).rev().collect(),
        };
        for index in indices {
            let wishes: Vec<f64> = layers[index]
                .iter()
                .map(|cell| {
                    let cell = &cells[*cell];
                    let x = |others: &[usize]| mean(others.iter().map(|other| cells[*other].x));
                    let (one, other) = match (last, sweep % 2 == 0) {
                        (true, _) => (x(&cell.above), x(&cell.below)),
                        (false, true) => (x(&cell.above), None),
                        (false, false) => (x(&cell.below), None),
                    };
                    mean(one.into_iter().chain(other)).unwrap_or(cell.x)
                })
                .collect();
            settle(cells, &layers[index], &wishes);
        }
    }
}

/// Places a layer's cells as near to their wishes as they fit: cells that would overlap form a block, whose place is
/// the mean of what its cells wish.
fn settle(cells: &mut [Cell], layer: &[usize], wishes: &[f64]) {
    struct Block {
        sum: f64,
        count: f64,
        start: usize,
    }
    let mut offsets = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    for (index, cell) in layer.iter().enumerate() {
        if index > 0 {
            let left = cells[layer[index - 1]].size.width;
            offset += (left + cells[*cell].size.width) / 2.0 + NODE_GAP;
        }
        offsets.push(offset);
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (start, wish) in wishes.iter().enumerate() {
        let mut block = Block {
            sum: wish - offsets[start],
            count: 1.0,
            start,
        };
        while let Some(left) = blocks.last() {
            if left.sum / left.count <= block.sum / block.count {
                break;
            }
            block = Block {
                sum: left.sum + block.sum,
                count: left.count + block.count,
                start: left.start,
            };
            blocks.pop();
        }
        blocks.push(block);
    }
    let mut end = layer.len();
    for block in blocks.iter().rev() {
        for index in block.start..end {
            cells[layer[index]].x = block.sum / block.count + offsets[index];
        }
        end = block.start;
    }
}

/// Turns cells into points whose smallest coordinates are at the gap.
fn finish(
    nodes: &[Size],
    edges: &[Edge],
    cells: &[Cell],
    chains: &[Chain],
    layers: &[Vec<usize>],
) -> Layout {
    let left = cells
        .iter()
        .map(|cell| cell.x - cell.size.width / 2.0)
        .fold(f64::INFINITY, f64::min);
    let right = cells
        .iter()
        .map(|cell| cell.x + cell.size.width / 2.0)
        .fold(f64::NEG_INFINITY, f64::max);
    let mut centres = Vec::with_capacity(layers.len());
    let mut y = NODE_GAP;
    for layer in layers {
        let height = layer
            .iter()
            .map(|cell| cells[*cell].size.height)
            .fold(0.0, f64::max);
        centres.push(y + height / 2.0);
        y += height + LAYER_GAP;
    }
    let point = |cell: &Cell| Point {
        x: cell.x - left + NODE_GAP,
        y: centres[cell.layer],
    };
    let routes = edges.iter().zip(chains).map(|(_, chain)| {
        let mut points: Vec<Point> = chain
            .cells
            .iter()
            .map(|cell| point(&cells[*cell]))
            .collect();
        // The ends are spread over the nodes' borders in the direction that the edge takes.
        let ends = [(0, 1, 1.0), (points.len() - 1, points.len() - 2, -1.0)];
        for (end, next, side) in ends {
            let size = cells[chain.cells[end]].size;
            let reach = size.width * 0.4;
            let towards = (points[next].x - points[end].x).clamp(-reach, reach);
            points[end].x += towards;
            points[end].y += side * size.height / 2.0;
        }
        if chain.turned {
            points.reverse();
        }
        Route {
            points,
            label: point(&cells[chain.label]),
        }
    });
    Layout {
        size: Size {
            width: right - left + 2.0 * NODE_GAP,
            height: y - LAYER_GAP + NODE_GAP,
        },
        nodes: cells[..nodes.len()].iter().map(point).collect(),
        edges: routes.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, Point, Size, place};

    const NODE: Size = Size {
        width: 40.0,
        height: 20.0,
    };
    const LABEL: Size = Size {
        width: 30.0,
        height: 10.0,
    };

    fn edge(from: usize, to: usize) -> Edge {
        Edge {
            from,
            to,
            label: LABEL,
        }
    }

    #[test]
    fn an_edge_leads_from_border_to_border_downwards_and_back_edges_upwards() {
        let layout = place(&[NODE; 3], &[edge(0, 1), edge(1, 2), edge(2, 0)]);
        let y: Vec<f64> = layout.nodes.iter().map(|node| node.y).collect();
        assert!(y[0] < y[1] && y[1] < y[2], "{y:?}");
        let ends = |index: usize| {
            let points = &layout.edges[index].points;
            (points[0].y, points[points.len() - 1].y)
        };
        assert_eq!(ends(0), (y[0] + 10.0, y[1] - 10.0));
        assert_eq!(ends(2), (y[2] - 10.0, y[0] + 10.0));
    }

    #[test]
    fn neither_nodes_nor_labels_overlap() {
        let edges: Vec<Edge> = (0..12)
            .flat_map(|from| [edge(from, (from + 1) % 12), edge(from, (from + 5) % 12)])
            .collect();
        let layout = place(&[NODE; 12], &edges);
        let nodes = layout.nodes.iter().map(|node| (*node, NODE));
        let labels = layout.edges.iter().map(|route| (route.label, LABEL));
        let boxes: Vec<(Point, Size)> = nodes.chain(labels).collect();
        for (index, (one, size)) in boxes.iter().enumerate() {
            let inside = one.x - size.width / 2.0 >= 0.0
                && one.x + size.width / 2.0 <= layout.size.width
                && one.y - size.height / 2.0 >= 0.0
                && one.y + size.height / 2.0 <= layout.size.height;
            assert!(inside, "{one:?} is outside of {:?}", layout.size);
            for (other, other_size) in &boxes[index + 1..] {
                let apart = (one.x - other.x).abs() >= (size.width + other_size.width) / 2.0
                    || (one.y - other.y).abs() >= (size.height + other_size.height) / 2.0;
                assert!(apart, "{one:?} and {other:?} overlap");
            }
        }
    }

    #[test]
    fn a_graph_without_crossings_in_its_best_order_gets_none() {
        // Two pairs whose order the input crosses.
        let edges = [edge(0, 1), edge(0, 2), edge(1, 4), edge(2, 3)];
        let layout = place(&[NODE; 5], &edges);
        let x: Vec<f64> = layout.nodes.iter().map(|node| node.x).collect();
        assert_eq!(x[1] < x[2], x[4] < x[3], "{x:?}");
    }

    #[test]
    fn nothing_is_placed_nowhere() {
        let layout = place(&[NODE], &[]);
        assert_eq!(layout.edges, []);
        assert_eq!(layout.nodes.len(), 1);
    }
}
