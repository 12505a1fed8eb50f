;; out = W·map + b for a map of the plane: three rows (the two directions and the constant) at once.
;;
;; A term is what one unit of the map adds, 32 bytes: its ∂s, ∂t and constant (f64), and the address (i32) of
;; its column of W. A column, the bias and each row of `out` are $stride bytes, padded to whole blocks of
;; four numbers. The sum over the terms runs in their order.
(module
  (memory (export "memory") 1)
  (func (export "apply")
    (param $terms i32) (param $end i32) (param $bias i32) (param $out i32) (param $stride i32)
    (local $o i32) (local $t i32) (local $w i32)
    (local $a v128) (local $b v128) (local $c v128) (local $w0 v128) (local $w1 v128)
    (local $s0 v128) (local $s1 v128) (local $t0 v128) (local $t1 v128) (local $c0 v128) (local $c1 v128)
    (loop $blocks
      (local.set $s0 (v128.const f64x2 0 0))
      (local.set $s1 (v128.const f64x2 0 0))
      (local.set $t0 (v128.const f64x2 0 0))
      (local.set $t1 (v128.const f64x2 0 0))
      (local.set $c0 (v128.load (i32.add (local.get $bias) (local.get $o))))
      (local.set $c1 (v128.load offset=16 (i32.add (local.get $bias) (local.get $o))))
      (local.set $t (local.get $terms))
      (block $done
        (loop $next
          (br_if $done (i32.ge_u (local.get $t) (local.get $end)))
          (local.set $w (i32.add (i32.load offset=24 (local.get $t)) (local.get $o)))
          (local.set $w0 (v128.load (local.get $w)))
          (local.set $w1 (v128.load offset=16 (local.get $w)))
          (local.set $a (v128.load64_splat (local.get $t)))
          (local.set $b (v128.load64_splat offset=8 (local.get $t)))
          (local.set $c (v128.load64_splat offset=16 (local.get $t)))
          (local.set $s0 (f64x2.add (local.get $s0) (f64x2.mul (local.get $w0) (local.get $a))))
          (local.set $s1 (f64x2.add (local.get $s1) (f64x2.mul (local.get $w1) (local.get $a))))
          (local.set $t0 (f64x2.add (local.get $t0) (f64x2.mul (local.get $w0) (local.get $b))))
          (local.set $t1 (f64x2.add (local.get $t1) (f64x2.mul (local.get $w1) (local.get $b))))
          (local.set $c0 (f64x2.add (local.get $c0) (f64x2.mul (local.get $w0) (local.get $c))))
          (local.set $c1 (f64x2.add (local.get $c1) (f64x2.mul (local.get $w1) (local.get $c))))
          (local.set $t (i32.add (local.get $t) (i32.const 32)))
          (br $next)))
      (local.set $w (i32.add (local.get $out) (local.get $o)))
      (v128.store (local.get $w) (local.get $s0))
      (v128.store offset=16 (local.get $w) (local.get $s1))
      (local.set $w (i32.add (local.get $w) (local.get $stride)))
      (v128.store (local.get $w) (local.get $t0))
      (v128.store offset=16 (local.get $w) (local.get $t1))
      (local.set $w (i32.add (local.get $w) (local.get $stride)))
      (v128.store (local.get $w) (local.get $c0))
      (v128.store offset=16 (local.get $w) (local.get $c1))
      (local.set $o (i32.add (local.get $o) (i32.const 32)))
      (br_if $blocks (i32.lt_u (local.get $o) (local.get $stride))))))
