"""python3 training.py CASE WARM-UP STEPS THREADS

The same as training-row.ts with PyTorch, the replicates in a loop.
"""
import json
import sys
import time

import torch
from torch import nn

case, warm_up, steps = json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(int(sys.argv[4]))
torch.manual_seed(1)


def conv(inputs, outputs, stride=1, size=3):
    return nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, bias=False)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.main = nn.Sequential(
            conv(inputs, outputs, stride), nn.BatchNorm2d(outputs), nn.ReLU(),
            conv(outputs, outputs), nn.BatchNorm2d(outputs))
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else nn.Sequential(
            conv(inputs, outputs, stride, 1), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu(self.main(x) + self.shortcut(x))


def build():
    shape = case['input']
    channels, side = (shape[-1], shape[0]) if len(shape) == 3 else (shape[0], 1)
    layers = []
    for kind, *settings in case['layers']:
        units = settings[0] if settings else 0
        if kind == 'pool':
            layers.append(nn.MaxPool2d(2))
            side //= 2
        elif kind == 'average':
            layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
        elif kind == 'flatten':
            layers.append(nn.Flatten())
            channels *= side * side
        elif kind == 'classes':
            layers.append(nn.Linear(channels, units))
        elif kind == 'block':
            layers.append(Block(channels, units, settings[1]))
            channels = units
        elif kind == 'conv':
            layers += [conv(channels, units), nn.BatchNorm2d(units), nn.ReLU()]
            channels = units
        else:
            layers += [nn.Linear(channels, units, bias=False), nn.BatchNorm1d(units), nn.ReLU()]
            channels = units
    return nn.Sequential(*layers)


classes = case['layers'][-1][1]
models = [build() for _ in range(case['replicates'])]
optimizers = [torch.optim.Adam(model.parameters(), lr=1e-3) for model in models]
shape = case['input']
order = [shape[-1], *shape[:-1]] if len(shape) == 3 else shape
inputs = torch.randn(case['batch'], *order)
labels = torch.arange(case['batch']) % classes
loss_of = nn.CrossEntropyLoss()


def step():
    for model, optimizer in zip(models, optimizers):
        optimizer.zero_grad()
        loss_of(model(inputs), labels).backward()
        optimizer.step()


for _ in range(warm_up):
    step()
times = []
before = time.process_time()
for _ in range(steps):
    start = time.perf_counter()
    step()
    times.append(1000 * (time.perf_counter() - start))
cpu = 1000 * (time.process_time() - before) / steps
print(json.dumps({'median': sorted(times)[steps // 2], 'cpu': cpu}))
